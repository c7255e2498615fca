namespace Sealane.Sync.Folders;

/// <summary>What becomes of symbolic links on a walk.</summary>
internal enum LinkRule
{
    /// <summary>They count as what they lead to.</summary>
    Follow,

    /// <summary>The same, but links to folders outside the folder that is walked are passed over.</summary>
    FollowInside,

    /// <summary>They are as if they were not there.</summary>
    Ignore,
}
