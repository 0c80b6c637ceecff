namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>A text of an indexed column with its terms.</summary>
/// <param name="Chunk">The chunk that it lies in.</param>
/// <param name="Time">The value of the indexed timeline.</param>
/// <param name="Instance">The position in the component's list.</param>
/// <param name="Content">The text.</param>
/// <param name="Terms">Its terms as the database reads them.</param>
/// <param name="TermCount">How many terms there are.</param>
internal sealed record TextDocument(Tuid Chunk, long Time, int Instance, string Content, string Terms, int TermCount);
