namespace Rerun.Query.Functions;

/// <summary>What all kinds of functions declare: names and documentation.</summary>
internal abstract class FunctionDefinition
{
    /// <summary>The name, in lower case; operators have their sign as name.</summary>
    public required string Name { get; init; }

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The family.</summary>
    public required FunctionFamily Family { get; init; }

    /// <summary>The arguments as the reference page shows them, for example <c>(text, count)</c>.</summary>
    public required string Arguments { get; init; }

    /// <summary>One line that says what it does.</summary>
    public required string Summary { get; init; }

    /// <summary>Examples.</summary>
    public IReadOnlyList<FunctionExample> Examples { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name + Arguments;
}
