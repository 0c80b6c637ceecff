namespace Rerun.Data.Cli.Commands;

/// <summary>What the tool's exit status says.</summary>
internal static class ExitStatus
{
    public const int Success = 0;

    /// <summary>The query or the data is at fault; one message stands on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The tool was called in a wrong way.</summary>
    public const int WrongUsage = 2;

    /// <summary>Interrupted from the keyboard, as shells report it.</summary>
    public const int Interrupted = 130;
}
