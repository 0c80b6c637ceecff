using Rerun.Arrow.Types;
using Rerun.Query.Execution.Aggregation;

namespace Rerun.Query.Functions.Resolution;

/// <summary>One way to call an aggregate function.</summary>
internal sealed class AggregateOverload
{
    private readonly Func<IReadOnlyList<FunctionArgument>, AggregateMatch?> _match;

    private AggregateOverload(string signature, Func<IReadOnlyList<FunctionArgument>, AggregateMatch?> match)
    {
        Signature = signature;
        _match = match;
    }

    /// <summary>The argument types as an error shows them.</summary>
    public string Signature { get; }

    /// <summary>An overload of fixed types.</summary>
    public static AggregateOverload Of(IReadOnlyList<IArrowType> parameters, IArrowType returns, Func<Accumulator> accumulator) => new(
        Signatures.Of(parameters),
        arguments => Signatures.Cost(arguments, parameters) is var cost and >= 0 ? new AggregateMatch(cost, parameters, returns, accumulator) : null);

    /// <summary>An overload that looks at the argument types itself.</summary>
    public static AggregateOverload Generic(string signature, Func<IReadOnlyList<FunctionArgument>, AggregateMatch?> match) => new(signature, match);

    /// <summary>How the overload fits given arguments, or null.</summary>
    public AggregateMatch? TryMatch(IReadOnlyList<FunctionArgument> arguments) => _match(arguments);
}
