using Google.Protobuf;

namespace Rerun.Catalog.Remote.Grpc;

/// <summary>A call of the catalog service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parser">Reads its answers.</param>
/// <param name="IsRead">Whether it changes nothing, so that it may be sent again.</param>
/// <param name="Offered">Which servers have it, as the end of a sentence; null for all.</param>
internal sealed record Rpc<TRequest, TResponse>(string Name, MessageParser<TResponse> Parser, bool IsRead = true, string? Offered = null)
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>;
