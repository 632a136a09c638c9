import { fitModel, type FitTask } from './model-fit';

export default (task: FitTask): Uint8Array => fitModel(task);
