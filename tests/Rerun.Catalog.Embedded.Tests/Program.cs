using Rerun.Catalog.Embedded.Tests.Processes;

// The tests start themselves as another process that works on the same folder.
return await ChildWork.RunAsync(args);
