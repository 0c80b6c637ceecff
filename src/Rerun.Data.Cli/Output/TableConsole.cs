using Spectre.Console;

namespace Rerun.Data.Cli.Output;

/// <summary>Where tables are drawn: the terminal in its width and colours, or plain text in the width that the table needs.</summary>
internal static class TableConsole
{
    private const int PlainWidth = 10_000;

    public static IAnsiConsole ForStandardOutput() => Console.IsOutputRedirected ? Plain(Console.Out) : AnsiConsole.Console;

    public static IAnsiConsole Plain(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
