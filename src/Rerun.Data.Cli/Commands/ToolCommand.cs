using System.CommandLine;
using System.Data.Common;
using Rerun.Catalog;

namespace Rerun.Data.Cli.Commands;

/// <summary>The tool's commands, and how errors become exit statuses.</summary>
internal static class ToolCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Queries recordings with SQL: a folder of .rrd files, one recording, or a Rerun catalog.")
        {
            QueryCommand.Create(),
            DescribeCommand.Create(),
            ServeCommand.Create(),
            RegisterCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            }

            return ExitStatus.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (WrongUsageException error)
        {
            return Report(error.Message, ExitStatus.WrongUsage);
        }
        catch (OperationCanceledException)
        {
            return Report("Interrupted.", ExitStatus.Interrupted);
        }
        catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return Report(error.Message, ExitStatus.Failed);
        }
    }

    private static int Report(string message, int status)
    {
        Console.Error.WriteLine(message);
        return status;
    }
}
