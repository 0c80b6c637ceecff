namespace Rerun.Data.Specification.Fixture;

/// <summary>The sample values of each type.</summary>
public enum Kind
{
    /// <summary>SQL's null (N).</summary>
    Null,

    /// <summary>Zero-length text or bytes (E).</summary>
    Empty,

    /// <summary>0, false, one byte 0x00, text "0", midnight, all-zero GUID (Z).</summary>
    Zero,

    /// <summary>1, true, one byte 0x11, text "1", 1111-11-11 11:11:11.111, GUID of all ones (O).</summary>
    One,

    /// <summary>The smallest value (Mn).</summary>
    Minimum,

    /// <summary>The largest value (Mx).</summary>
    Maximum,
}
