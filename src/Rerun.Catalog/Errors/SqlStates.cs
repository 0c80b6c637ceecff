namespace Rerun.Catalog;

/// <summary>The SQLSTATE of each kind of error.</summary>
internal static class SqlStates
{
    public static string Of(RerunErrorCode code) => code switch
    {
        RerunErrorCode.Syntax => "42601",
        RerunErrorCode.NotFound => "42P01",
        RerunErrorCode.UnknownColumn => "42703",
        RerunErrorCode.UnknownFunction => "42883",
        RerunErrorCode.Ambiguous => "42702",
        RerunErrorCode.TypeMismatch => "42804",
        RerunErrorCode.InvalidArgument => "22023",
        RerunErrorCode.ValueOutOfRange => "22003",
        RerunErrorCode.DivisionByZero => "22012",
        RerunErrorCode.Cardinality => "21000",
        RerunErrorCode.UniqueViolation => "23505",
        RerunErrorCode.NotNullViolation => "23502",
        RerunErrorCode.CheckViolation => "23514",
        RerunErrorCode.AlreadyExists => "42P07",
        RerunErrorCode.ReadOnly => "25006",
        RerunErrorCode.NotSupported or RerunErrorCode.UnsupportedVersion => "0A000",
        RerunErrorCode.CorruptData => "XX001",
        RerunErrorCode.OutOfMemory => "53200",
        RerunErrorCode.Canceled or RerunErrorCode.Timeout or RerunErrorCode.QueryTimeout => "57014",
        RerunErrorCode.Overloaded => "53000",
        RerunErrorCode.ConnectionLost => "08006",
        RerunErrorCode.Unauthorized => "28000",
        RerunErrorCode.InputOutput => "58030",
        _ => "XX000",
    };
}
