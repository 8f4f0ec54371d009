"""The hold model in SimPy (Vaucher & Duval 1975): entities that wait, each again and again, for exponential times of mean 1.

    python3 hold.py EVENTS [simpy | SimPy]

`simpy` is version 3 and later (Debian: python3-simpy3), `SimPy` is version 2 (Debian: python3-simpy). Prints JSON: what was measured,
without the start of Python.
"""
import json
import sys
import time
from random import Random

ENTITIES = 1000


def hold_simpy(draw, events):
    import simpy

    env = simpy.Environment()
    left = events
    done = env.event()

    def entity():
        nonlocal left
        while True:
            yield env.timeout(draw(1.0))
            left -= 1
            if left == 0:
                done.succeed()

    for _ in range(ENTITIES):
        env.process(entity())
    return simpy.__version__, lambda: env.run(until=done)


def hold_simpy_2(draw, events):
    import SimPy
    from SimPy.Simulation import Process, Simulation, hold

    sim = Simulation()
    sim.initialize()
    left = events

    class Entity(Process):
        def live(self):
            nonlocal left
            while True:
                yield hold, self, draw(1.0)
                left -= 1
                if left == 0:
                    sim.stopSimulation()

    for _ in range(ENTITIES):
        entity = Entity(sim=sim)
        sim.activate(entity, entity.live())
    return SimPy.__version__, lambda: sim.simulate(until=1e18)


events = int(sys.argv[1])
which = sys.argv[2] if len(sys.argv) > 2 else "simpy"
version, run = {"simpy": hold_simpy, "SimPy": hold_simpy_2}[which](Random(7).expovariate, events)
start = time.perf_counter()
run()
print(json.dumps({"version": version, "events": events, "ms": 1000 * (time.perf_counter() - start)}))
