namespace Sealane.Edge.Faults;

/// <summary>Which of the two messages of an exchange a fault meets.</summary>
public enum Direction
{
    /// <summary>The request, on its way to the endpoint.</summary>
    Request,

    /// <summary>The answer, on its way back.</summary>
    Answer,
}
