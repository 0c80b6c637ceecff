namespace Rerun.Conformance.Catalog.Settings;

/// <summary>The gRPC statuses that the cases name.</summary>
internal static class GrpcCode
{
    public const int Ok = 0;
    public const int InvalidArgument = 3;
    public const int NotFound = 5;
    public const int AlreadyExists = 6;
    public const int Unimplemented = 12;
    public const int Internal = 13;
}
