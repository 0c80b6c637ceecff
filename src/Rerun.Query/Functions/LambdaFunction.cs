namespace Rerun.Query.Functions;

/// <summary>A function that takes a list and a lambda.</summary>
internal sealed class LambdaFunction : FunctionDefinition
{
    /// <summary>What it does.</summary>
    public required LambdaFunctionKind Kind { get; init; }

    /// <summary>The number of the lambda's parameters without the place of the element, which may follow.</summary>
    public int Parameters => Kind == LambdaFunctionKind.Reduce ? 2 : 1;

    /// <summary>The most arguments, the list and the lambda among them.</summary>
    public int MostArguments => Kind == LambdaFunctionKind.Reduce ? 3 : 2;
}
