namespace Rerun.Data;

/// <summary>
/// Marks a struct whose fields, all of one type of number, are the elements of a list in their order: <c>struct Point { public double X, Y, Z; }</c> reads lists of three
/// numbers. The struct must be laid out sequentially, as structs are by default.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class RerunVectorAttribute : Attribute;
