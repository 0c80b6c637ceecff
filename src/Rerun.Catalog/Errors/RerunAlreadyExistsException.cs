namespace Rerun.Catalog;

/// <summary>Something of that name or identity exists already. Mirrors <c>rerun.catalog.AlreadyExistsError</c>.</summary>
/// <param name="message">What exists, and where.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class RerunAlreadyExistsException(string message, Exception? innerException = null)
    : RerunException(message, RerunErrorCode.AlreadyExists, innerException);
