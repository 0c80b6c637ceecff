using Rerun.Arrow.Types;

namespace Rerun.Query.Functions.Resolution;

/// <summary>Finds the types of window functions.</summary>
internal static class WindowTypes
{
    /// <summary>The function with its types, or null if the arguments do not fit.</summary>
    public static WindowBinding? Bind(WindowFunction function, IReadOnlyList<FunctionArgument> arguments)
    {
        IArrowType[] types = [.. arguments.Select(a => a.Type)];
        switch (function.Kind)
        {
            case WindowFunctionKind.RowNumber or WindowFunctionKind.Rank or WindowFunctionKind.DenseRank:
                return new WindowBinding(function, types, SqlTypes.BigInt);
            case WindowFunctionKind.PercentRank or WindowFunctionKind.CumulativeDistribution:
                return new WindowBinding(function, types, SqlTypes.Double);
            case WindowFunctionKind.NTile:
                return ImplicitCasts.Cost(arguments[0], SqlTypes.BigInt) < 0 ? null : new WindowBinding(function, [SqlTypes.BigInt], SqlTypes.BigInt);
        }

        var value = types[0].TypeId == ArrowTypeId.Null ? SqlTypes.Int : types[0];
        types[0] = value;
        if (types.Length > 1)
        {
            if (ImplicitCasts.Cost(arguments[1], SqlTypes.BigInt) < 0)
            {
                return null;
            }

            types[1] = SqlTypes.BigInt;
        }

        if (types.Length > 2)
        {
            if (ImplicitCasts.CommonType(arguments[0], arguments[2]) is not { } common)
            {
                return null;
            }

            types[0] = types[2] = value = common;
        }

        return new WindowBinding(function, types, value);
    }
}
