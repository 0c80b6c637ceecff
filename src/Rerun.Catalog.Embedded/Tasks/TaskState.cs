namespace Rerun.Catalog.Embedded.Tasks;

/// <summary>What is known of a task.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Its status.</param>
/// <param name="Message">What went wrong, or null.</param>
internal sealed record TaskState(string Id, string Status, string? Message);
