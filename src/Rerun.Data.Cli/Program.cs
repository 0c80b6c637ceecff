using Rerun.Data.Cli.Commands;

return await ToolCommand.RunAsync(args).ConfigureAwait(false);
