namespace Rerun.Catalog;

/// <summary>A named dataset, table, entry, partition or index does not exist. Mirrors <c>rerun.catalog.NotFoundError</c>.</summary>
/// <param name="message">What is missing, where it was looked for, and the nearest names.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class RerunNotFoundException(string message, Exception? innerException = null)
    : RerunException(message, RerunErrorCode.NotFound, innerException);
