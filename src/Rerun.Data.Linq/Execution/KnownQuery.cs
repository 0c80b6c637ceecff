using Rerun.Query.Binding;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Execution;

/// <summary>A translated query, with all that its plan depends on.</summary>
/// <param name="Scans">The views of datasets that it reads.</param>
/// <param name="State">The state of the catalog that names were resolved in; null where it does not tell.</param>
/// <param name="Texts">For each SQL that it reads what was assumed of its parameters.</param>
/// <param name="Dataset">The current dataset that names in SQL were resolved with.</param>
/// <param name="Query">The query.</param>
internal sealed record KnownQuery(DataframeScan[] Scans, object? State, ParameterUse[][] Texts, string? Dataset, CompiledQuery Query)
{
    /// <summary>Whether SQL would be bound to the same plan with such values.</summary>
    public bool Fits(IReadOnlyList<ParameterSet> texts, string? dataset)
    {
        if (Texts.Length != texts.Count || (Texts.Length > 0 && Dataset != dataset))
        {
            return false;
        }

        for (int i = 0; i < Texts.Length; i++)
        {
            ParameterSet values = texts[i];
            if (!Array.TrueForAll(Texts[i], use => use.Fits(values)))
            {
                return false;
            }
        }

        return true;
    }
}
