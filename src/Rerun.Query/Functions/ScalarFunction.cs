using System.Diagnostics.CodeAnalysis;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions;

/// <summary>A function of the values of one row.</summary>
internal sealed class ScalarFunction : FunctionDefinition
{
    /// <summary>How long its result stays the same.</summary>
    public Volatility Volatility { get; init; }

    /// <summary>What it does with nulls.</summary>
    public NullBehavior Nulls { get; init; }

    private static IReadOnlyList<IArrowType> TypesOfNull { get; } =
        [SqlTypes.ListOf(SqlTypes.Int), SqlTypes.ListOf(SqlTypes.ListOf(SqlTypes.Int)), SqlTypes.Text, SqlTypes.Timestamp, SqlTypes.Double];

    /// <summary>Its overloads; of those that fit equally well the first is taken.</summary>
    public required IReadOnlyList<ScalarOverload> Overloads { get; init; }

    /// <summary>Chooses the overload for given arguments.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="binding">The chosen overload.</param>
    /// <param name="error">Else what is wrong, naming the argument types and what the function takes.</param>
    public bool TryResolve(
        IReadOnlyList<FunctionArgument> arguments, [NotNullWhen(true)] out ScalarBinding? binding, [NotNullWhen(false)] out string? error)
    {
        binding = Best(arguments);
        if (binding is null && arguments.Any(argument => argument.Type.TypeId == ArrowTypeId.Null))
        {
            // A bare NULL has the type that the function takes there, whichever that is.
            binding = TypesOfNull
                .Select(type => Best([.. arguments.Select(argument => argument.Type.TypeId == ArrowTypeId.Null ? argument with { Type = type, Constant = null } : argument)]))
                .FirstOrDefault(found => found is not null);
        }

        error = binding is null ? Signatures.Mismatch(this, arguments, [.. Overloads.Select(o => o.Signature)]) : null;
        return binding is not null;
    }

    private ScalarBinding? Best(IReadOnlyList<FunctionArgument> arguments)
    {
        ScalarBinding? binding = null;
        var best = int.MaxValue;
        foreach (var overload in Overloads)
        {
            if (overload.TryMatch(arguments) is { } match && match.Cost < best)
            {
                best = match.Cost;
                binding = new ScalarBinding(this, match.ParameterTypes, match.ReturnType, match.Kernel, match.CanFail);
            }
        }

        return binding;
    }
}
