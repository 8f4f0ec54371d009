// What a page loads that only replays and shows powers: its size is a promise.
export { power, project, replay } from "valoris";
