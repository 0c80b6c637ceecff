namespace Rerun.Data.Cli.Commands;

/// <summary>The tool was called in a way that its options' syntax allows but their meaning does not.</summary>
internal sealed class WrongUsageException(string message) : Exception(message);
