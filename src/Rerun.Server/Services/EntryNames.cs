using System.Buffers;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;

namespace Rerun.Server.Services;

/// <summary>Which names entries may have. Older clients may give any; newer ones refuse whole lists in which an odd name occurs.</summary>
internal static class EntryNames
{
    private const int MaxLength = 180;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-. []:");

    /// <exception cref="GrpcException">The name is none for this client.</exception>
    public static void Require(string name, Dialect dialect)
    {
        if (dialect < Dialect.Segments)
        {
            return;
        }

        if (name.Length > MaxLength || (name.Length == 0 && dialect >= Dialect.Newest))
        {
            throw GrpcException.InvalidArgument($"An entry's name has 1 to {MaxLength} characters, '{name}' has {name.Length}.");
        }

        if (name.AsSpan().IndexOfAnyExcept(Allowed) is var odd and >= 0)
        {
            throw GrpcException.InvalidArgument(
                $"An entry's name holds ASCII letters, digits, '_', '-', '.', ':', spaces and square brackets; '{name}' has another character at {odd}.");
        }
    }
}
