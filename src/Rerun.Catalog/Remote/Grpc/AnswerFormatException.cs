namespace Rerun.Catalog.Remote.Grpc;

/// <summary>A server's answer is not what it must be. Whoever knows the call turns this into a <see cref="RerunException"/>.</summary>
/// <param name="message">What is wrong, without a full stop.</param>
internal sealed class AnswerFormatException(string message) : FormatException(message);
