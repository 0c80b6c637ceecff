namespace Rerun.Arrow.Types;

/// <summary>The kinds of Arrow types.</summary>
public enum ArrowTypeId
{
    /// <summary>No values, only nulls.</summary>
    Null,

    /// <summary>One bit per value.</summary>
    Boolean,

    /// <summary>Unsigned 8-bit integers.</summary>
    UInt8,

    /// <summary>Signed 8-bit integers.</summary>
    Int8,

    /// <summary>Unsigned 16-bit integers.</summary>
    UInt16,

    /// <summary>Signed 16-bit integers.</summary>
    Int16,

    /// <summary>Unsigned 32-bit integers.</summary>
    UInt32,

    /// <summary>Signed 32-bit integers.</summary>
    Int32,

    /// <summary>Unsigned 64-bit integers.</summary>
    UInt64,

    /// <summary>Signed 64-bit integers.</summary>
    Int64,

    /// <summary>16-bit floating point numbers.</summary>
    HalfFloat,

    /// <summary>32-bit floating point numbers.</summary>
    Float,

    /// <summary>64-bit floating point numbers.</summary>
    Double,

    /// <summary>UTF-8 text with 32-bit offsets.</summary>
    String,

    /// <summary>Bytes with 32-bit offsets.</summary>
    Binary,

    /// <summary>Bytes, each value equally long.</summary>
    FixedSizedBinary,

    /// <summary>Days since 1970-01-01.</summary>
    Date32,

    /// <summary>Milliseconds since 1970-01-01, whole days.</summary>
    Date64,

    /// <summary>Instants or local times, counted since 1970-01-01.</summary>
    Timestamp,

    /// <summary>Times of day in seconds or milliseconds.</summary>
    Time32,

    /// <summary>Times of day in microseconds or nanoseconds.</summary>
    Time64,

    /// <summary>Calendar intervals.</summary>
    Interval,

    /// <summary>Decimal numbers in 32 bits.</summary>
    Decimal32,

    /// <summary>Decimal numbers in 64 bits.</summary>
    Decimal64,

    /// <summary>Decimal numbers in 128 bits.</summary>
    Decimal128,

    /// <summary>Decimal numbers in 256 bits.</summary>
    Decimal256,

    /// <summary>Lists with 32-bit offsets.</summary>
    List,

    /// <summary>Several children side by side.</summary>
    Struct,

    /// <summary>One of several children per value.</summary>
    Union,

    /// <summary>Indices into a dictionary of values.</summary>
    Dictionary,

    /// <summary>Lists of key and value pairs.</summary>
    Map,

    /// <summary>Lists, each equally long.</summary>
    FixedSizeList,

    /// <summary>Spans of time.</summary>
    Duration,

    /// <summary>Bytes as views into several buffers.</summary>
    BinaryView,

    /// <summary>UTF-8 text as views into several buffers.</summary>
    StringView,

    /// <summary>Lists as 32-bit offset and size.</summary>
    ListView,

    /// <summary>Lists with 64-bit offsets.</summary>
    LargeList,

    /// <summary>Bytes with 64-bit offsets.</summary>
    LargeBinary,

    /// <summary>UTF-8 text with 64-bit offsets.</summary>
    LargeString,

    /// <summary>Lists as 64-bit offset and size.</summary>
    LargeListView,

    /// <summary>Runs of equal values.</summary>
    RunEndEncoded,
}
