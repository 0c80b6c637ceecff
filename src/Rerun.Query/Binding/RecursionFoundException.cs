namespace Rerun.Query.Binding;

/// <summary>A query names the recursive query that it is part of, before the columns of that are known.</summary>
internal sealed class RecursionFoundException : Exception;
