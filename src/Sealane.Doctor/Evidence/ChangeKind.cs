namespace Sealane.Doctor.Evidence;

/// <summary>What happened to a part of a request between two points.</summary>
public enum ChangeKind
{
    /// <summary>A header that was there is gone.</summary>
    Removed,

    /// <summary>A header that was not there is.</summary>
    Added,

    /// <summary>A value is another.</summary>
    Changed,

    /// <summary>Several lines of a header became fewer, their values joined by a comma and a blank, which signs otherwise than a comma.</summary>
    Merged,

    /// <summary>It reads otherwise and signs alike: letter case of a name, blanks around a value, an escape that means the same.</summary>
    Respelled,

    /// <summary>The lines stand in another order, which signs alike.</summary>
    Reordered,
}
