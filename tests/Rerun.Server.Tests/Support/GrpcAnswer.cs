using Google.Protobuf;

namespace Rerun.Server.Tests.Support;

/// <summary>What came of a call.</summary>
/// <param name="HttpStatus">The HTTP status.</param>
/// <param name="Status">The gRPC status, or null where none came.</param>
/// <param name="Message">The gRPC message, decoded.</param>
/// <param name="Headers">The response's headers.</param>
/// <param name="Messages">The bytes of each message.</param>
internal sealed record GrpcAnswer(
    int HttpStatus, int? Status, string Message, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<byte[]> Messages)
{
    /// <summary>The only message of a call that succeeded.</summary>
    public T Single<T>(MessageParser<T> parser)
        where T : IMessage<T> => Assert.Single(All(parser));

    /// <summary>The messages of a call that succeeded.</summary>
    public IReadOnlyList<T> All<T>(MessageParser<T> parser)
        where T : IMessage<T>
    {
        Assert.True(Status == 0, $"{Status}: {Message}");
        return [.. Messages.Select(parser.ParseFrom)];
    }
}
