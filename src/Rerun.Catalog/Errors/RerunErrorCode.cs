namespace Rerun.Catalog;

/// <summary>The kinds of errors, each with its SQLSTATE.</summary>
public enum RerunErrorCode
{
    /// <summary>None of the other kinds (XX000).</summary>
    Unknown = 0,

    /// <summary>The SQL text cannot be parsed (42601).</summary>
    Syntax,

    /// <summary>A dataset, table, entry, partition or index does not exist (42P01).</summary>
    NotFound,

    /// <summary>A column does not exist (42703).</summary>
    UnknownColumn,

    /// <summary>A function or procedure does not exist, or not for these arguments (42883).</summary>
    UnknownFunction,

    /// <summary>A name fits more than one thing (42702).</summary>
    Ambiguous,

    /// <summary>Types do not fit together (42804).</summary>
    TypeMismatch,

    /// <summary>An argument, option or parameter is missing or has a value that cannot be used (22023).</summary>
    InvalidArgument,

    /// <summary>A value cannot be represented: overflow, a bad cast, a bad date (22003).</summary>
    ValueOutOfRange,

    /// <summary>Division by zero (22012).</summary>
    DivisionByZero,

    /// <summary>A sub-query that may give one row gave more (21000).</summary>
    Cardinality,

    /// <summary>Something of that name or identity exists already (42P07).</summary>
    AlreadyExists,

    /// <summary>The catalog, or the transaction, is read-only (25006).</summary>
    ReadOnly,

    /// <summary>Valid, but not offered here (0A000).</summary>
    NotSupported,

    /// <summary>Bytes of a recording, a table or a message are damaged (XX001).</summary>
    CorruptData,

    /// <summary>A recording of a version that is not read (0A000).</summary>
    UnsupportedVersion,

    /// <summary>The memory limit does not suffice (53200).</summary>
    OutOfMemory,

    /// <summary>Cancelled on request (57014).</summary>
    Canceled,

    /// <summary>A time limit was exceeded (57014).</summary>
    Timeout,

    /// <summary>The time limit of a whole query, reading included, was exceeded (57014).</summary>
    QueryTimeout,

    /// <summary>The server is overloaded (53000).</summary>
    Overloaded,

    /// <summary>The connection failed or broke (08006).</summary>
    ConnectionLost,

    /// <summary>Credentials are missing or refused (28000).</summary>
    Unauthorized,

    /// <summary>The file system refused (58030).</summary>
    InputOutput,

    /// <summary>A table that takes each key once would hold one twice (23505).</summary>
    UniqueViolation,

    /// <summary>A column that takes no NULL would get one (23502).</summary>
    NotNullViolation,

    /// <summary>A row does not fulfil a condition of its table (23514).</summary>
    CheckViolation,
}
