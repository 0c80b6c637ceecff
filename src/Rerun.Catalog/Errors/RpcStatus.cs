namespace Rerun.Catalog;

/// <summary>How a call to a catalog server ended; the numbers are those of gRPC.</summary>
public enum RpcStatus
{
    /// <summary>It succeeded.</summary>
    Ok = 0,

    /// <summary>It was cancelled; also how Rerun servers report that a deadline they were given is over.</summary>
    Canceled = 1,

    /// <summary>The server does not say.</summary>
    Unknown = 2,

    /// <summary>Something of the request cannot be used.</summary>
    InvalidArgument = 3,

    /// <summary>The time was up.</summary>
    DeadlineExceeded = 4,

    /// <summary>Something does not exist.</summary>
    NotFound = 5,

    /// <summary>Something exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The credentials do not suffice.</summary>
    PermissionDenied = 7,

    /// <summary>The server has no room, or refuses the size of a message.</summary>
    ResourceExhausted = 8,

    /// <summary>The state of things does not allow it.</summary>
    FailedPrecondition = 9,

    /// <summary>Another call was in the way.</summary>
    Aborted = 10,

    /// <summary>A value is beyond what is there.</summary>
    OutOfRange = 11,

    /// <summary>The server has no such call.</summary>
    Unimplemented = 12,

    /// <summary>The server failed.</summary>
    Internal = 13,

    /// <summary>The server cannot be reached, or not now.</summary>
    Unavailable = 14,

    /// <summary>Data are lost or damaged.</summary>
    DataLoss = 15,

    /// <summary>Credentials are missing or refused.</summary>
    Unauthenticated = 16,
}
