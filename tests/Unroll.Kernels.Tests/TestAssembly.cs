// Tests of worker threads and long loops share few cores: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
