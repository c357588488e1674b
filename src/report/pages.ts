// What a run leaves with its job when it ends, loaded together, and only then.

export { renderAnnotations } from './annotations.ts'
export { renderDrillReport } from './summary/drill.ts'
export { renderRehearsalReport, renderRehearsalXml } from './summary/rehearsal-report.ts'
export { renderSummary } from './summary/summary.ts'
