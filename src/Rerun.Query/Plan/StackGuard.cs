using System.Runtime.CompilerServices;
using Rerun.Catalog;

namespace Rerun.Query.Plan;

/// <summary>Makes an error of what would overflow the stack, which nothing survives. Whatever goes down plans or expressions asks at each step.</summary>
internal static class StackGuard
{
    /// <exception cref="RerunException">There is little stack left.</exception>
    public static void Ensure()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new RerunException("The statement is nested too deeply for the stack of this thread.", RerunErrorCode.NotSupported);
        }
    }
}
