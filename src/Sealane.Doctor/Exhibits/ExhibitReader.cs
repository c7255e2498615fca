namespace Sealane.Doctor.Exhibits;

/// <summary>Recognises one kind of record in a text, by its content.</summary>
internal abstract class ExhibitReader
{
    /// <summary>What programs write this, for the list of what was found.</summary>
    public abstract string Kind { get; }

    /// <summary>What it recognises; nothing where the text is of another kind. It never complains.</summary>
    public abstract IEnumerable<Sighting> Read(string text);
}
