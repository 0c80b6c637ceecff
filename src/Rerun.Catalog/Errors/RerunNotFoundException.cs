namespace Rerun.Catalog;

/// <summary>A named dataset, table, entry, partition or index does not exist. Mirrors <c>rerun.catalog.NotFoundError</c>.</summary>
/// <param name="message">What is missing, where it was looked for, and the nearest names.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class RerunNotFoundException(string message, Exception? innerException = null)
    : RerunException(message, RerunErrorCode.NotFound, innerException)
{
    private const string UnknownDatabase = "3D000";

    /// <summary><c>42P01</c>; <c>3D000</c> where a connection asked for the dataset as its current one.</summary>
    public override string? SqlState => IsDatabase ? UnknownDatabase : base.SqlState;

    /// <summary>Whether a connection asked for the dataset as its current one: what SQL calls its database.</summary>
    internal bool IsDatabase { get; init; }
}
