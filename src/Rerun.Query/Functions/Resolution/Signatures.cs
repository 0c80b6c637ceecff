using Rerun.Arrow.Types;

namespace Rerun.Query.Functions.Resolution;

/// <summary>Compares argument lists with parameter lists, and words what does not fit.</summary>
internal static class Signatures
{
    /// <summary>A parameter list as text.</summary>
    public static string Of(IReadOnlyList<IArrowType> parameters) => $"({string.Join(", ", parameters.Select(SqlTypes.NameOf))})";

    /// <summary>How far arguments are from parameters; -1 if they do not fit.</summary>
    public static int Cost(IReadOnlyList<FunctionArgument> arguments, IReadOnlyList<IArrowType> parameters)
    {
        if (arguments.Count != parameters.Count)
        {
            return -1;
        }

        var total = 0;
        for (var i = 0; i < parameters.Count; i++)
        {
            var cost = ImplicitCasts.Cost(arguments[i], parameters[i]);
            if (cost < 0)
            {
                return -1;
            }

            total += cost;
        }

        return total;
    }

    /// <summary>The message for arguments that fit no overload.</summary>
    public static string Mismatch(FunctionDefinition function, IReadOnlyList<FunctionArgument> arguments, IReadOnlyList<string> signatures)
    {
        var given = Of([.. arguments.Select(a => a.Type)]);
        var known = string.Join(", ", signatures.Distinct().Take(8).Select(s => function.Name + s));
        var hint = arguments.Any(a => SqlTypes.IsText(a.Type) && !a.IsTextLiteral) && arguments.Any(a => SqlTypes.IsNumeric(a.Type) || SqlTypes.IsTemporal(a.Type))
            ? " A text column is not converted by itself: use CAST(column AS type)."
            : "";
        return $"'{function.Name}' cannot be used with {given}; it takes {known}.{hint}";
    }
}
