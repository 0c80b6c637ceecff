namespace Rerun.Catalog;

/// <summary>How the work of a registration ended.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Status">The state in the catalog's word: <c>success</c>, <c>failed</c> or another.</param>
/// <param name="Message">What went wrong, or null.</param>
/// <param name="Recordings">What the task registered, or was to; none where the task is not known from a registration.</param>
public sealed record RegistrationResult(string TaskId, string Status, string? Message, IReadOnlyList<RegisteredRecording> Recordings)
{
    internal const string Success = "success";

    /// <summary>Whether the work was done.</summary>
    public bool IsSuccess => Status == Success;
}
