using System.Diagnostics.CodeAnalysis;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions;

/// <summary>A function of a row's place among the rows of its partition: ranking, neighbours, values of the frame.</summary>
internal sealed class WindowFunction : FunctionDefinition
{
    /// <summary>What it computes.</summary>
    public required WindowFunctionKind Kind { get; init; }

    /// <summary>The least number of arguments.</summary>
    public int MinArguments { get; init; }

    /// <summary>The greatest number of arguments.</summary>
    public int MaxArguments { get; init; }

    /// <summary>Whether the frame matters to it.</summary>
    public bool UsesFrame => Kind is WindowFunctionKind.FirstValue or WindowFunctionKind.LastValue or WindowFunctionKind.NthValue;

    /// <summary>Finds the types for given arguments.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="binding">The function with its types.</param>
    /// <param name="error">Else what is wrong.</param>
    public bool TryResolve(
        IReadOnlyList<FunctionArgument> arguments, [NotNullWhen(true)] out WindowBinding? binding, [NotNullWhen(false)] out string? error)
    {
        binding = arguments.Count >= MinArguments && arguments.Count <= MaxArguments ? WindowTypes.Bind(this, arguments) : null;
        error = binding is null ? Signatures.Mismatch(this, arguments, [Arguments]) : null;
        return binding is not null;
    }
}
