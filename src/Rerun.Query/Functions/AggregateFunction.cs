using System.Diagnostics.CodeAnalysis;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions;

/// <summary>A function of the rows of a group.</summary>
internal sealed class AggregateFunction : FunctionDefinition
{
    /// <summary>Its overloads; of those that fit equally well the first is taken.</summary>
    public required IReadOnlyList<AggregateOverload> Overloads { get; init; }

    /// <summary>Whether the result depends on the order of the rows.</summary>
    public bool DependsOnOrder { get; init; }

    /// <summary>Whether DISTINCT changes nothing (min, max, …), so that it can be left out.</summary>
    public bool IgnoresDuplicates { get; init; }

    /// <summary>Chooses the overload for given arguments.</summary>
    /// <param name="arguments">The arguments; none for <c>count(*)</c>.</param>
    /// <param name="binding">The chosen overload.</param>
    /// <param name="error">Else what is wrong, naming the argument types and what the function takes.</param>
    public bool TryResolve(
        IReadOnlyList<FunctionArgument> arguments, [NotNullWhen(true)] out AggregateBinding? binding, [NotNullWhen(false)] out string? error)
    {
        binding = null;
        var best = int.MaxValue;
        foreach (var overload in Overloads)
        {
            if (overload.TryMatch(arguments) is { } match && match.Cost < best)
            {
                best = match.Cost;
                binding = new AggregateBinding(this, match.ParameterTypes, match.ReturnType, match.Accumulator);
            }
        }

        error = binding is null ? Signatures.Mismatch(this, arguments, [.. Overloads.Select(o => o.Signature)]) : null;
        return binding is not null;
    }
}
