namespace Rerun.Query.Functions;

/// <summary>What a function does with null arguments.</summary>
internal enum NullBehavior
{
    /// <summary>The result is null where an argument is null; kernels never see a constant null.</summary>
    Propagate,

    /// <summary>The function looks at nulls itself.</summary>
    Handle,
}
