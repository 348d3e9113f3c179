// Workers spin and allocations are counted: tests that ran side by side would disturb each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
