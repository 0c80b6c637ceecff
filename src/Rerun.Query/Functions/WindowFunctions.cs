namespace Rerun.Query.Functions;

/// <summary>The window functions. Aggregates are window functions too.</summary>
internal static class WindowFunctions
{
    /// <summary>All window functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Of("row_number", "()", "The number of the row in its partition, from 1.", WindowFunctionKind.RowNumber, 0, 0),
        Of("rank", "()", "The number of the first row that is equal in order; leaves gaps.", WindowFunctionKind.Rank, 0, 0),
        Of("dense_rank", "()", "The number of distinct places in the order up to this row.", WindowFunctionKind.DenseRank, 0, 0),
        Of("percent_rank", "()", "(rank - 1) / (rows - 1).", WindowFunctionKind.PercentRank, 0, 0),
        Of("cume_dist", "()", "The part of the rows that do not come after this one.", WindowFunctionKind.CumulativeDistribution, 0, 0),
        Of("ntile", "(buckets)", "The number of the row's bucket, all of nearly the same size.", WindowFunctionKind.NTile, 1, 1),
        Of("lag", "(value [, rows [, default]])", "The value some rows before, by default one.", WindowFunctionKind.Lag, 1, 3),
        Of("lead", "(value [, rows [, default]])", "The value some rows after, by default one.", WindowFunctionKind.Lead, 1, 3),
        Of("first_value", "(value)", "The value of the frame's first row.", WindowFunctionKind.FirstValue, 1, 1),
        Of("last_value", "(value)", "The value of the frame's last row.", WindowFunctionKind.LastValue, 1, 1),
        Of("nth_value", "(value, n)", "The value of the frame's n-th row, from 1.", WindowFunctionKind.NthValue, 2, 2),
    ];

    private static WindowFunction Of(string name, string arguments, string summary, WindowFunctionKind kind, int least, int most) => new()
    {
        Name = name,
        Family = FunctionFamily.Window,
        Arguments = arguments,
        Summary = summary,
        Kind = kind,
        MinArguments = least,
        MaxArguments = most,
    };
}
