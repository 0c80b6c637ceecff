using Rerun.Arrow.Types;

namespace Rerun.Query.Functions.Resolution;

/// <summary>One way to call a scalar function.</summary>
internal sealed class ScalarOverload
{
    private readonly Func<IReadOnlyList<FunctionArgument>, ScalarMatch?> _match;

    private ScalarOverload(string signature, Func<IReadOnlyList<FunctionArgument>, ScalarMatch?> match)
    {
        Signature = signature;
        _match = match;
    }

    /// <summary>The argument types as an error shows them, for example <c>(VARCHAR, BIGINT)</c>.</summary>
    public string Signature { get; }

    /// <summary>An overload of fixed types.</summary>
    public static ScalarOverload Of(IReadOnlyList<IArrowType> parameters, IArrowType returns, ScalarKernel kernel, bool canFail = false) => new(
        Signatures.Of(parameters),
        arguments => Signatures.Cost(arguments, parameters) is var cost and >= 0 ? new ScalarMatch(cost, parameters, returns, kernel, canFail) : null);

    /// <summary>An overload whose last parameter may be given any number of times, at least once.</summary>
    public static ScalarOverload Variadic(IReadOnlyList<IArrowType> parameters, IArrowType returns, ScalarKernel kernel, bool canFail = false) => new(
        Signatures.Of(parameters)[..^1] + ", …)",
        arguments =>
        {
            if (arguments.Count < parameters.Count)
            {
                return null;
            }

            var types = new IArrowType[arguments.Count];
            for (var i = 0; i < types.Length; i++)
            {
                types[i] = parameters[Math.Min(i, parameters.Count - 1)];
            }

            return Signatures.Cost(arguments, types) is var cost and >= 0 ? new ScalarMatch(cost, types, returns, kernel, canFail) : null;
        });

    /// <summary>An overload that looks at the argument types itself.</summary>
    public static ScalarOverload Generic(string signature, Func<IReadOnlyList<FunctionArgument>, ScalarMatch?> match) => new(signature, match);

    /// <summary>How the overload fits given arguments, or null.</summary>
    public ScalarMatch? TryMatch(IReadOnlyList<FunctionArgument> arguments) => _match(arguments);
}
