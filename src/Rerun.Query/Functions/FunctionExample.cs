namespace Rerun.Query.Functions;

/// <summary>An example in a function's documentation.</summary>
/// <param name="Expression">The SQL expression.</param>
/// <param name="Result">Its value, as text.</param>
internal sealed record FunctionExample(string Expression, string Result);
