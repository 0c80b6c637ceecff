using System.Security.Cryptography;
using System.Text;

namespace Rerun.Server.Grpc;

/// <summary>The token that calls must bring.</summary>
/// <param name="token">The token, or null where everybody is served.</param>
internal sealed class AccessToken(string? token)
{
    private const string Bearer = "Bearer ";

    private readonly byte[]? _hash = token is null ? null : Hash(token);

    /// <exception cref="GrpcException">The call does not bring it.</exception>
    public void Require(RpcCall call)
    {
        if (_hash is null)
        {
            return;
        }

        if (call.Header("authorization") is not { } credentials)
        {
            throw new GrpcException(GrpcStatus.Unauthenticated, "missing credentials");
        }

        if (!credentials.StartsWith(Bearer, StringComparison.Ordinal))
        {
            throw new GrpcException(GrpcStatus.Unauthenticated, "malformed auth token");
        }

        // Hashes of equal length, compared in constant time, tell nothing of the token.
        if (!CryptographicOperations.FixedTimeEquals(Hash(credentials[Bearer.Length..].Trim()), _hash))
        {
            throw new GrpcException(GrpcStatus.Unauthenticated, "invalid credentials");
        }
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
