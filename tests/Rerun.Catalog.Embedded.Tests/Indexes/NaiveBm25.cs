namespace Rerun.Catalog.Embedded.Tests.Indexes;

/// <summary>The oracle of full-text search: the formula as it is written, over all documents.</summary>
internal static class NaiveBm25
{
    /// <summary>
    /// The score of each document, or null where no term occurs. A term that occurs more often than there are documents scores below zero: it makes a hit by
    /// itself only where the query has no better one.
    /// </summary>
    public static double?[] Score(string[][] documents, string[] query)
    {
        var average = documents.Average(document => (double)document.Length);
        var scores = new double?[documents.Length];
        var isHit = new bool[documents.Length];
        foreach (var term in query.Distinct())
        {
            var occurrences = documents.Sum(document => document.Count(word => word == term));
            var idf = Math.Log(1 + ((documents.Length - occurrences + 0.5) / (occurrences + 0.5)));
            for (var i = 0; i < documents.Length; i++)
            {
                var count = documents[i].Count(word => word == term);
                if (count > 0)
                {
                    isHit[i] |= idf > 0;
                    scores[i] = (scores[i] ?? 0) + (idf * count * 2.2 / (count + (1.2 * (0.25 + (0.75 * documents[i].Length / average)))));
                }
            }
        }

        return Array.Exists(isHit, hit => hit) ? [.. scores.Zip(isHit, (score, hit) => hit ? score : null)] : scores;
    }
}
