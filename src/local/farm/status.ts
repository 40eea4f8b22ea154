import { samplesOf, type Task } from './task.ts';

/** `GET task/NAME`, in the Manager's shape. */
export function formatInfo(task: Task): Record<string, unknown> {
  return {
    name: task.name,
    create_time: task.createTime,
    start_time: task.startTime,
    end_time: task.endTime,
    state: task.state,
    frame: task.config.frame ?? null,
    done: task.samplesDone / samplesOf(task),
    ...(task.errors.length > 0 && { state_error_info: task.errors.map((text) => ({ [task.name]: text })) }),
  };
}

/** `GET task/NAME/status`, in the Manager's shape. */
export function formatStatus(task: Task): Record<string, unknown> {
  const started = task.workloadsTaken > 0;
  return {
    ...formatInfo(task),
    project: task.config.project ?? null,
    samples: samplesOf(task),
    seed: task.config.seed,
    samples_done: task.samplesDone,
    remaining: task.remaining,
    result: task.results,
    start_time_actual: task.startTimeActual,
    samples_per_workload: started ? samplesOf(task) : null,
    samples_acquired: started ? samplesOf(task) : 0,
    workloads_taken: task.workloadsTaken,
    results_processing: task.resultsProcessing,
    compose_filepath: task.config.compose_filepath ?? null,
  };
}
