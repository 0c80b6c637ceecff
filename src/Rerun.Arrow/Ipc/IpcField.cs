namespace Rerun.Arrow.Ipc;

/// <summary>A field as a stream describes it: with the number of its dictionary, if it is encoded by one.</summary>
/// <param name="Field">The field.</param>
/// <param name="DictionaryId">The number of the dictionary, or null.</param>
/// <param name="Children">The children of the type; of a dictionary-encoded field, those of the dictionary's values.</param>
internal sealed record IpcField(Field Field, long? DictionaryId, IpcField[] Children);
