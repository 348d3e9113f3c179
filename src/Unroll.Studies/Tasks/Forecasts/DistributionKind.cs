namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>A distribution of what is forecast.</summary>
public enum DistributionKind
{
    /// <summary>The normal distribution.</summary>
    Normal,

    /// <summary>Student's t distribution.</summary>
    StudentT,

    /// <summary>The negative binomial distribution of counts.</summary>
    NegativeBinomial,
}
