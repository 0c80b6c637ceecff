namespace Rerun.Query.Execution.Kernels;

/// <summary>Where elements of new lists come from: the elements of an argument's lists, or the argument's own values.</summary>
internal readonly record struct ListSource(int Argument, bool IsList)
{
    /// <summary>The elements of the lists of an argument.</summary>
    public static ListSource Elements(int argument) => new(argument, true);

    /// <summary>The values of an argument.</summary>
    public static ListSource Values(int argument) => new(argument, false);
}
