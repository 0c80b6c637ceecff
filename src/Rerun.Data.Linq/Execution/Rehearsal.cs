using System.Linq.Expressions;
using Rerun.Catalog;
using Rerun.Data.Linq.Parsing;
using Rerun.Query;
using Rerun.Query.Functions;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Execution;

/// <summary>Translates a query once before anything is opened or read, so that what can never be translated costs no I/O.</summary>
internal static class Rehearsal
{
    private const int Capacity = 1024;

    private static readonly BoundedCache<string, bool> Passed = new(Capacity);
    private static readonly PlanBuilder Builder = new(FunctionRegistry.BuiltIn);

    /// <summary>Checks a query, if one of its key was not checked yet.</summary>
    /// <exception cref="RerunTranslationException">The query cannot be translated, whatever columns there are.</exception>
    public static void Check(string key, Expression query, IReadOnlyList<IRerunRoot> roots)
    {
        if (Passed.TryGet(key, out _))
        {
            return;
        }

        var scans = new Dictionary<IRerunRoot, LogicalPlan>(ReferenceEqualityComparer.Instance);
        foreach (IRerunRoot root in roots)
        {
            if (AssumedColumns.Of(root, query) is { } scan)
            {
                scans.Add(root, scan);
            }
        }

        try
        {
            if (scans.Count == roots.Count)
            {
                QueryRun.Translate(query, Builder, scans);
            }
            else if (query is MethodCallExpression)
            {
                LinqParser.Parse(query);
            }
        }
        catch (RerunException fault) when (fault is not RerunTranslationException || fault.InnerException is RerunException)
        {
            // A matter of columns or their types, which are only assumed here.
        }

        Passed.Put(key, true);
    }
}
